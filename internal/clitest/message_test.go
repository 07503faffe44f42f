package clitest_test

import "github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"

// oneMessage sends a text to one customer.
const oneMessage = `
resource "wecom_mass_message" "it" {
  sender          = "` + wecomsim.DemoSender + `"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "一次就好" }
}
`
