terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "members_day" {
  sender = "zhangsan"

  # One id per line, or CSV with a column external_userid. The ids stay in the
  # file: plan and state hold its path, a hash and a number.
  recipients_file = "${path.module}/customers.csv"

  text = {
    content = "会员日：本周五全天，凭会员码立减 20 元。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

output "recipients" {
  value = wecom_mass_message.members_day.recipients_count
}
