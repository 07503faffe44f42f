# The whole campaign, against the simulator: start wecomsim before.
#
# A run without command = plan applies, and that SENDS. This block takes the
# place of that of the configuration: the address of the simulator, credentials
# that are made up, and no memory of earlier tests. Never take it away.

provider "wecom" {
  base_url                 = "http://127.0.0.1:8765"
  corp_id                  = "wwsim0000000000001"
  corp_secret              = "sim-secret"
  journal_dir              = ""
  duplicate_check_interval = "0s"
}

run "is_sent" {
  assert {
    condition     = output.status == "created" && length(output.msgids) == 1
    error_message = "It is ${output.status}."
  }
}

# The status of what is to be sent is not known to a plan, so this fails where
# another apply would send.
run "is_not_sent_again" {
  command = plan

  assert {
    condition     = output.status == "created"
    error_message = "Another apply would send again."
  }
}
