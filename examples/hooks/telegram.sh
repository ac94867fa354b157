#!/bin/sh
# Pushes a payment to a Telegram chat.
#
#   export TELEGRAM_URL=https://api.telegram.org/botTOKEN/sendMessage TELEGRAM_CHAT=123456
#   paypress notify listen --exec ./telegram.sh
#
# Needs curl. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $PAYPRESS_CUSTOM"
curl --fail --silent --show-error --max-time 20 --output /dev/null \
  --data-urlencode "chat_id=$TELEGRAM_CHAT" --data-urlencode "text=$text" "$TELEGRAM_URL"
