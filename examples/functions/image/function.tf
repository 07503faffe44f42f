terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

output "attachment" {
  value = provider::wecom::image({ source = "${path.module}/poster.png" })
}
