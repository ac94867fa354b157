#!/bin/sh
# Pushes a payment to an iPhone with Bark.
#
#   export BARK_URL=https://api.day.app/your-key
#   paypress notify listen --exec ./bark.sh
#
# Needs curl. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $PAYPRESS_CUSTOM"
curl --fail --silent --show-error --max-time 20 --output /dev/null \
  --data-urlencode "title=$word ¥$PAYPRESS_REALPRICE" --data-urlencode "body=$text" "$BARK_URL"
