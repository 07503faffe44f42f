terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# A misspelt name is an error here: "link.pic_url is not known; did you mean picurl?"
output "attachment" {
  value = provider::wecom::link({
    title  = "双十一福利"
    desc   = "会员专享"
    picurl = "https://example.com/cover.png"
    url    = "https://example.com/double11"
  })
}
