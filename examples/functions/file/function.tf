terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

output "attachment" {
  value = provider::wecom::file({ source = "${path.module}/prices.pdf" })
}
