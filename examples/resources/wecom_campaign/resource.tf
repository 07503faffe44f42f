terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_campaign" "spring_tea" {
  # CSV with the columns external_userid and sender: one message for each
  # member. The ids stay in the file.
  recipients_file = "${path.module}/customers.csv"

  text = {
    content = "明前龙井到店，老客户凭会员码立减 20 元。"
  }

  lifecycle {
    # What was not sent, and what nobody knows of, turns the run red. It taints
    # nothing and sends nothing.
    postcondition {
      condition     = contains(["complete", "rolled_out"], self.status)
      error_message = "The campaign is ${self.status}. Do what the warnings and errors say, and apply again."
    }
  }
}

output "sent" {
  value = "${wecom_campaign.spring_tea.sent_count} of ${wecom_campaign.spring_tea.recipients_count}"
}

output "msgids" {
  value = { for key, message in wecom_campaign.spring_tea.messages : key => message.delivery.msgid if message.delivery.status == "created" }
}
