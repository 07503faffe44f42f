# Needs Terraform 1.14.
terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

locals {
  # The newest text comes last. To edit the message, add a text; leave the earlier ones as they are.
  texts = [
    "您预订的明前龙井已到店，欢迎随时来取。",
  ]
}

resource "wecom_mass_message" "spring_tea" {
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  text = {
    content = local.texts[length(local.texts) - 1]
  }

  lifecycle {
    # The same text again would stop the message that is out.
    precondition {
      condition     = length(distinct(local.texts)) == length(local.texts)
      error_message = "Each text is a message of its own, so no two may be the same."
    }

    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

# The memory that an action does not have: under which msgid each text was sent.
resource "terraform_data" "sent" {
  count = length(local.texts)
  input = wecom_mass_message.spring_tea.msgid

  lifecycle {
    ignore_changes = [input]
  }
}

action "wecom_mass_message_cancel" "previous" {
  config {
    msgid = try(terraform_data.sent[length(local.texts) - 2].output, null)
  }
}

# Another text has been sent, so the one before it is stopped.
resource "terraform_data" "edition" {
  input      = length(local.texts)
  depends_on = [terraform_data.sent]

  lifecycle {
    action_trigger {
      events  = [after_update]
      actions = [action.wecom_mass_message_cancel.previous]
    }
  }
}
