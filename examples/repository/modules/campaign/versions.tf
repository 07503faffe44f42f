terraform {
  required_version = ">= 1.11"

  required_providers {
    wecom = {
      source  = "wecom-community/wecom"
      version = "~> 0.1"
    }
  }
}
