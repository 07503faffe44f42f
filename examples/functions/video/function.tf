terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

output "attachment" {
  value = provider::wecom::video({ source = "${path.module}/tour.mp4" })
}
