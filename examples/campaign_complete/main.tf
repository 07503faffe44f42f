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
  sender = "zhangsan"

  # 无法送达的客户超过这一比例时告警
  unreached_share = 0.2
}

# 标签写名字，名字写错时 plan 报错并列出相近的标签
data "wecom_customer_tags" "level" {
  names = ["客户等级/重要客户", "客户等级/普通客户"]
}

data "wecom_customer_tags" "taste" {
  names = ["口味/喝茶"]
}

data "wecom_follow_users" "all" {}

resource "wecom_mass_message" "autumn_tea" {
  sender = local.sender

  # 有其中一个等级标签，并且喝茶
  tag_filter = {
    group_list = [
      { tag_list = data.wecom_customer_tags.level.tag_list },
      { tag_list = data.wecom_customer_tags.taste.tag_list },
    ]
  }

  text = {
    content = <<-EOT
      秋茶到店了 🍵
      老客户凭海报到店，免费品鉴三款新茶。
    EOT
  }

  # 文件在发送前上传，内容不变就不会重发
  attachments = [
    provider::wecom::image({ source = "${path.module}/poster.png" }),
  ]

  lifecycle {
    # 成员离职或没有客户联系权限时，plan 就报错
    precondition {
      condition     = contains(data.wecom_follow_users.all.follow_user, local.sender)
      error_message = "${local.sender} 没有客户联系权限，这条群发不会有人确认。"
    }

    # 结果不明时让流水线失败，不会重发
    postcondition {
      condition     = self.status == "created"
      error_message = "不确定企业微信是否已收到这条群发，请按 status 的告警处理，不要直接重发。"
    }
  }
}

# 成员逐个确认，之后再运行 plan 就能看到新的结果
data "wecom_mass_message_results" "autumn_tea" {
  msgid = wecom_mass_message.autumn_tea.msgid
}

locals {
  counts = data.wecom_mass_message_results.autumn_tea.counts
}

check "reached" {
  assert {
    condition     = local.counts.not_friend + local.counts.over_quota <= local.unreached_share * local.counts.total
    error_message = "${local.counts.total} 位客户中有 ${local.counts.not_friend} 位已不是好友，${local.counts.over_quota} 位超出接收上限。"
  }
}

output "msgid" {
  description = "群发消息的 ID"
  value       = wecom_mass_message.autumn_tea.msgid
}

output "results" {
  description = "已送达和未送达的客户数"
  value       = local.counts
}

output "members_who_have_not_sent" {
  description = "还没有确认群发的成员"
  value       = [for m in data.wecom_mass_message_results.autumn_tea.members : m.userid if m.status == 0]
}
