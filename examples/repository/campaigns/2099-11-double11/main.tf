# One message of one member to the customers in a list.

terraform {
  required_version = ">= 1.11"

  required_providers {
    wecom = {
      source  = "wecom-community/wecom"
      version = "~> 0.1"
    }
  }
}

locals {
  # The workspace default is production. Every other one is a trial, so that a
  # forgotten option reaches colleagues and not customers.
  trial = terraform.workspace != "default"
}

# The credentials come from the environment: WECOM_CORP_ID and WECOM_CORP_SECRET.
provider "wecom" {
  max_recipients = 1000

  # Look back a day for the same message, and send nothing where WeCom's list
  # cannot be read.
  duplicate_check_interval = "24h"

  # A trial that would reach anybody else is refused.
  allowed_recipients_file = local.trial ? "${path.module}/trial.csv" : null
}

module "campaign" {
  source = "../../modules/campaign"

  trial           = local.trial
  sender          = "zhangsan"
  recipients_file = "${path.module}/customers.csv"
  trial_file      = "${path.module}/trial.csv"
  not_after       = "2099-11-11T22:00:00+08:00"
  text            = "双十一老客户专享：11 月 11 日全场好茶五折起 🍵"

  attachments = [
    provider::wecom::image({ source = "${path.module}/poster.png" }),
    provider::wecom::link({
      title = "双十一茶叶专场"
      desc  = "全场五折起，仅此一天"
      url   = "https://shop.example.com/double11"
    }),
  ]
}

output "status" {
  value = module.campaign.status
}

output "audience" {
  value = module.campaign.audience
}

output "msgids" {
  value = module.campaign.msgids
}
