terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# 凭证取自环境变量 WECOM_CORP_ID 和 WECOM_CORP_SECRET
provider "wecom" {}

locals {
  # 张三名下的重要客户
  customers = [
    "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA",
    "woSIM0000000000000000000000002AA",
    "woSIM0000000000000000000000003AA",
    "wmqfasd1e1927831123109rBAAAA",
  ]
}

resource "wecom_mass_message" "double11" {
  sender          = "zhangsan"
  external_userid = local.customers

  text = {
    content = <<-EOT
      双十一老客户专享 🍵
      11 月 11 日当天全场好茶五折起，满 300 元再减 50 元。
      点开下面的链接即可下单，有问题直接回复我。
    EOT
  }

  attachments = [
    provider::wecom::link({
      title  = "双十一茶叶专场"
      desc   = "全场五折起，仅此一天"
      url    = "https://shop.example.com/double11"
      picurl = "https://shop.example.com/double11/cover.png"
    }),
    provider::wecom::image({
      pic_url = "http://p.qpic.cn/pic_wework/3474110808/7a6344sdadfwehe42060/0"
    }),
  ]

  lifecycle {
    # 结果不明时让流水线失败，不会重发
    postcondition {
      condition     = self.status == "created"
      error_message = "不确定企业微信是否已收到这条群发，请按 status 的告警处理，不要直接重发。"
    }
  }
}

output "msgid" {
  description = "群发消息的 ID"
  value       = wecom_mass_message.double11.msgid
}

output "fail_list" {
  description = "企业微信表示无法送达的客户"
  value       = wecom_mass_message.double11.fail_list
}
