package preview

// Words are what a preview says in one language. A caller may change them: what
// it does not know of a medium, it knows best.
type Words struct {
	Preview       string // what the whole is
	Member        string // who speaks, where nobody is named
	AtCompany     string // behind the name of who speaks
	CustomerGroup string
	Image         string
	Cover         string
	Video         string
	MiniProgram   string
	Unknown       string // of a medium whose content is not known here
	Expired       string
	NotLoaded     string // of the picture of a link
	Byte, Bytes   string
}

// English are the words of a preview in English.
func English() Words {
	return Words{
		Preview:       "As the customer sees it",
		Member:        "Member",
		AtCompany:     "@company",
		CustomerGroup: "Customer group",
		Image:         "Image",
		Cover:         "Cover",
		Video:         "Video",
		MiniProgram:   "Mini program",
		Unknown:       "not at hand here",
		Expired:       "expired",
		NotLoaded:     "This page loads nothing from other hosts.",
		Byte:          "byte",
		Bytes:         "bytes",
	}
}

// Chinese are the words of a preview in Chinese.
func Chinese() Words {
	return Words{
		Preview:       "客户看到的消息",
		Member:        "成员",
		AtCompany:     "@企业",
		CustomerGroup: "客户群",
		Image:         "图片",
		Cover:         "封面",
		Video:         "视频",
		MiniProgram:   "小程序",
		Unknown:       "此处没有该素材",
		Expired:       "已过期",
		NotLoaded:     "本页面不加载其他站点的内容。",
		Byte:          "字节",
		Bytes:         "字节",
	}
}
