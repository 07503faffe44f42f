# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/wecom-community/wecom" {
  version     = "0.1.0"
  constraints = "~> 0.1"
}
