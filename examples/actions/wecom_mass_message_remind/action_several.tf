# Needs Terraform 1.14.
terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

locals {
  # One message for each member: who sends, and to whom.
  customers = {
    zhangsan = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
    lisi     = ["woSIM0000000000000000000000002AA"]
  }
}

resource "wecom_mass_message" "spring_tea" {
  for_each = local.customers

  sender          = each.key
  external_userid = each.value

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

action "wecom_mass_message_remind" "spring_tea" {
  config {
    msgids = [for message in wecom_mass_message.spring_tea : message.msgid]
  }
}
