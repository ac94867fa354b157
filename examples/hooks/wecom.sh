#!/bin/sh
# Pushes a payment to a group of WeCom (企业微信) through its robot.
#
#   export WECOM_URL='https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=your-key'
#   paypress notify listen --exec ./wecom.sh
#
# Needs curl and jq. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $PAYPRESS_CUSTOM"
reply=$(jq -n --arg text "$text" '{msgtype: "text", text: {content: $text}}' |
  curl --fail --silent --show-error --max-time 20 --header 'Content-Type: application/json' \
    --data-binary @- "$WECOM_URL")
# A refusal has status 200 too.
printf '%s' "$reply" | jq -e '.errcode == 0' > /dev/null
