terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# The credentials come from the environment: WECOM_CORP_ID and WECOM_CORP_SECRET.
provider "wecom" {
  # Look back two hours for the same message before every send, and refuse to
  # send where WeCom's list cannot be read.
  duplicate_check_interval = "2h"
}
