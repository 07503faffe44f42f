resource "wecom_mass_message" "example" {
  chat_type = "single"

  external_userid = [
    "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA",
    "wmqfasd1e1927831123109rBAAAA",
  ]
  chat_id_list = ["wr2GCAAAXtWyujaWJHDDGasdadAAA"]
  tag_filter = {
    group_list = [
      { tag_list = ["ete19278asuMT123109rBAAAA", "ete19MT12278109UYteaBAAAA"] },
      { tag_list = ["eteIlKKHSDfuMT18Kg9rBAAAA"] },
    ]
  }
  sender       = "zhangsan"
  allow_select = true

  text = {
    content = "文本消息内容"
  }

  attachments = [
    {
      msgtype = "image"
      image = {
        media_id = "MEDIA_ID"
        pic_url  = "http://p.qpic.cn/pic_wework/3474110808/7a6344sdadfwehe42060/0"
      }
    },
    {
      msgtype = "link"
      link = {
        title  = "消息标题"
        picurl = "https://example.pic.com/path"
        desc   = "消息描述"
        url    = "https://example.link.com/path"
      }
    },
    {
      msgtype = "miniprogram"
      miniprogram = {
        title        = "消息标题"
        pic_media_id = "MEDIA_ID"
        appid        = "wx8bd80126147dfAAA"
        page         = "/path/index.html"
      }
    },
    {
      msgtype = "video"
      video = {
        media_id = "MEDIA_ID"
      }
    },
    {
      msgtype = "file"
      file = {
        media_id = "MEDIA_ID"
      }
    },
  ]
}
