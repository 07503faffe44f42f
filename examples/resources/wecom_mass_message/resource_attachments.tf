terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

variable "poster_media_id" {
  description = "media_id of the poster, from media/upload. WeCom keeps it for 3 days."
  type        = string
  default     = "MEDIA_ID"
}

resource "wecom_mass_message" "new_year" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  text = {
    content = "新年礼盒开始预订，前一百位免运费。"
  }

  attachments = [
    provider::wecom::image({ media_id = var.poster_media_id }),
    provider::wecom::link({
      title  = "新年礼盒"
      desc   = "三款礼盒，顺丰包邮"
      url    = "https://shop.example.com/new-year"
      picurl = "https://shop.example.com/new-year.png"
    }),
    provider::wecom::miniprogram({
      title        = "在线下单"
      pic_media_id = var.poster_media_id
      appid        = "wx8bd80126147dfAAA"
      page         = "pages/new-year/index.html"
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
