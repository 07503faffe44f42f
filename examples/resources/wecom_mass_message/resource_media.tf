terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "autumn_tea" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  text = {
    content = "秋茶到店了，海报和价目表请看下面。"
  }

  attachments = [
    provider::wecom::image({ source = "${path.module}/poster.png" }),
    # Customers see the name of the file, so it counts as content.
    provider::wecom::file({ source = "${path.module}/price-list.pdf" }),
  ]

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
