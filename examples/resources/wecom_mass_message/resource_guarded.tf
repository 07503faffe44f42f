terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "spring_tea" {
  sender = "zhangsan"
  external_userid = [
    "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA",
    "woSIM0000000000000000000000002AA",
  ]

  text = {
    content = "春茶上新：本周六下午两点，门店有一场品鉴会，期待您的到来。"
  }

  lifecycle {
    # An edit that would send a new message is an error instead.
    prevent_destroy = true

    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
