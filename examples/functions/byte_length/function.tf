terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# Provider functions need Terraform 1.8 or OpenTofu 1.7.

variable "text" {
  type    = string
  default = "秋茶到店了 🍵"

  validation {
    condition     = provider::wecom::byte_length(var.text) <= 4000
    error_message = "The text has ${provider::wecom::byte_length(var.text)} bytes; WeCom takes 4,000."
  }
}

output "bytes" {
  value = provider::wecom::byte_length(var.text) # 20
}
