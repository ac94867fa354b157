#!/bin/sh
# Pushes a payment to a group of Feishu (飞书) or Lark through its robot.
#
#   export FEISHU_URL=https://open.feishu.cn/open-apis/bot/v2/hook/your-key
#   paypress notify listen --exec ./feishu.sh
#
# Needs curl and jq. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
# What a payer typed must not become a mention, a link or Markdown: full-width forms of such characters.
payer=$(printf '%s' "$PAYPRESS_CUSTOM" | tr '\n\r\t' '   ' | sed '
  s/</＜/g; s/>/＞/g; s/\[/［/g; s/]/］/g; s/(/（/g; s/)/）/g; s/@/＠/g; s/:/：/g; s/#/＃/g
  s/\*/＊/g; s/_/＿/g; s/~/～/g; s/`/｀/g; s/|/｜/g; s/\\/＼/g; s/!/！/g; s/\./．/g')
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $payer"
reply=$(jq -n --arg text "$text" '{msg_type: "text", content: {text: $text}}' |
  curl --fail --silent --show-error --max-time 20 --header 'Content-Type: application/json' \
    --data-binary @- "$FEISHU_URL")
# A refusal has status 200 too.
printf '%s' "$reply" | jq -e '.code == 0' > /dev/null
