# One message for each member, to the customers whom the list names beside them.

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
  recipients_file = "${path.module}/customers.csv"
  trial_file      = "${path.module}/trial.csv"
  not_after       = "2100-01-03T21:00:00+08:00"
  text            = "新年礼盒开始预订，老客户前一百位免运费。"

  # Begin with a part, look at what customers say, and raise it in a commit of
  # its own.
  rollout = 50

  attachments = [
    provider::wecom::miniprogram({
      title      = "新年礼盒"
      appid      = "wx8bd80126147dfAAA"
      page       = "pages/new-year/index.html"
      pic_source = "${path.module}/cover.png"
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
