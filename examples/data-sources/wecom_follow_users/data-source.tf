terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

data "wecom_follow_users" "all" {}

locals {
  sender = "zhangsan"
}

resource "wecom_mass_message" "hello" {
  sender = local.sender

  text = {
    content = "秋茶到店了，欢迎来品。"
  }

  lifecycle {
    # Fails at plan when the member has left or may not serve customers.
    precondition {
      condition     = contains(data.wecom_follow_users.all.follow_user, local.sender)
      error_message = "${local.sender} may not serve customers, so nobody could send this message."
    }

    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
