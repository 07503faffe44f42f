# The state is the memory of what was sent: in a bucket with versions, with a
# lock, and encrypted. Each campaign has a key of its own. Take any backend that
# locks and knows workspaces.
terraform {
  backend "s3" {
    bucket       = "example-campaigns"
    key          = "2100-01-new-year/terraform.tfstate"
    region       = "ap-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
