terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

output "attachment" {
  value = provider::wecom::miniprogram({
    title      = "领券"
    pic_source = "${path.module}/cover.png"
    appid      = "wx8bd80126147dfAAA"
    page       = "pages/coupon.html"
  })
}
