#!/bin/sh
# Pushes a payment to a topic of ntfy (https://ntfy.sh, or a server of your own).
#
#   export NTFY_URL=https://ntfy.sh/a-long-secret-name
#   paypress notify listen --exec ./ntfy.sh
#
# Needs curl. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $PAYPRESS_CUSTOM"
printf '%s' "$text" | curl --fail --silent --show-error --max-time 20 --output /dev/null \
  --header 'Tags: moneybag' --data-binary @- "$NTFY_URL"
