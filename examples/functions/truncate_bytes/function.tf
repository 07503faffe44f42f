terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# Provider functions need Terraform 1.8 or OpenTofu 1.7.

locals {
  product = "武夷山大红袍礼盒（金奖）👨‍👩‍👧‍👦 家庭装"
}

# The title of a link has at most 128 bytes, that of a mini program 64.
output "title" {
  value = provider::wecom::truncate_bytes(local.product, 64)
}
