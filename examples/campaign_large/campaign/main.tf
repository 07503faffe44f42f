# The campaign: one content to everybody in the file, one message for each
# member who sends.

terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

provider "wecom" {
  # The whole campaign counts.
  max_recipients = 1000000
}

# Percent of the messages. Begin with a part, look at what customers say, raise
# it in a commit of its own, and apply again.
variable "rollout" {
  type    = number
  default = 1
}

resource "wecom_campaign" "spring_tea" {
  recipients_file = "${path.module}/../customers-2025-03-08.csv"
  rollout         = var.rollout

  # Whatever is left by then stays unsent, also after a lost state.
  not_after = "2099-03-15T21:00:00+08:00"

  text = {
    content = "今年的明前龙井到店了，老客户凭会员码立减 20 元。"
  }

  attachments = [
    provider::wecom::link({
      title = "明前龙井"
      url   = "https://shop.example.com/longjing"
    }),
  ]

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

# What the root of the results reads.
output "msgids" {
  value = sort([for m in wecom_campaign.spring_tea.messages : m.delivery.msgid if m.delivery.status == "created"])
}
