# Needs Terraform 1.14.
terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "spring_tea" {
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  text = {
    content = "您预订的明前龙井已到店，欢迎随时来取。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

action "wecom_mass_message_cancel" "spring_tea" {
  config {
    msgid = wecom_mass_message.spring_tea.msgid
  }
}

variable "stopped" {
  type        = bool
  default     = false
  description = "Set it to true to stop the message for the members who have not sent it yet."
}

resource "terraform_data" "stopped" {
  count = var.stopped ? 1 : 0

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.wecom_mass_message_cancel.spring_tea]
    }
  }
}
