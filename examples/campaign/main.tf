terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# The credentials come from the environment: WECOM_CORP_ID and WECOM_CORP_SECRET.
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
    {
      msgtype = "link"
      link = {
        title  = "双十一茶叶专场"
        desc   = "全场五折起，仅此一天"
        url    = "https://shop.example.com/double11"
        picurl = "https://shop.example.com/double11/cover.png"
      }
    },
    {
      msgtype = "image"
      image = {
        pic_url = "http://p.qpic.cn/pic_wework/3474110808/7a6344sdadfwehe42060/0"
      }
    },
  ]

  lifecycle {
    # 结果不明时让流水线变红；不会重发
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

output "msgid" {
  value = wecom_mass_message.double11.msgid
}

output "fail_list" {
  description = "WeCom cannot reach these customers."
  value       = wecom_mass_message.double11.fail_list
}
