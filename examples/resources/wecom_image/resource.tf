terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_image" "cover" {
  source = "${path.module}/cover.png"
}

resource "wecom_mass_message" "shop" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  attachments = [
    provider::wecom::link({
      title  = "秋茶专场"
      url    = "https://shop.example.com/autumn"
      picurl = wecom_image.cover.url
    }),
  ]

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
