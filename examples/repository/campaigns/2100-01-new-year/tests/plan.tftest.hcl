# What the campaign would send, judged by the real provider: limits, ids and
# files. A plan calls nobody. The credentials are made up, so that nothing
# can be sent from here, whatever the environment says.

provider "wecom" {
  base_url    = "http://127.0.0.1:8765"
  corp_id     = "wwsim0000000000001"
  corp_secret = "sim-secret"
  journal_dir = ""
}

run "goes_to_three_customers_of_two_members" {
  command = plan

  assert {
    condition     = output.audience == "3 customers of 2 members, in 2 messages"
    error_message = "The audience is ${output.audience}."
  }
}
