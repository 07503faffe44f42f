package draft_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// campaignTexts are such as companies send. None of them is odd.
func campaignTexts() []string {
	return []string{
		"春茶上新，限时 8 折！\n明前龙井 ¥199/250g，原价 ¥268。\n点击下方小程序下单 👇",
		"【会员日】全场满300减50，满500减100，上不封顶！[爱心][爱心]\n活动时间：11月11日 00:00—24:00",
		"亲爱的顾客：\n　　您好！感谢您一直以来的支持。\n　　本店将于10月1日—7日照常营业。",
		"#双十一狂欢节# 预售开始啦～[礼物]\n定金翻倍，付50抵100！",
		"家人们，今晚8点直播间见！[玫瑰][玫瑰][玫瑰]\n口令：520",
		"新品到店(^o^)/ 先到先得\\(^▽^)/",
		"¯\\_(ツ)_/¯ 断货了？我们补货啦！",
		"\\o/ It's Friday! 20% off everything.",
		"还在等什么？？？\n???\n快来！！！",
		"真的只要9.9吗????是真的！",
		"Really???? Yes, really! Up to 70% off.",
		"Why wait??? Shop now: https://shop.example.com/sale?from=wecom&id=12#top",
		"Hi there! Your picks are back in stock. Reply 1 to reserve yours.",
		"Dear customers,\n\nOur store in Xuhui is moving to 88 Huaihai Road on 1 December.\n\nBest regards,\nThe team",
		"BUY 1 GET 1 FREE * T&C apply. Terms & conditions in store; R&D by us.",
		"$19.99 → $9.99 (save 50%)! €15 / £12 for members.",
		"US$99 起，HK$780，{限量100份}",
		"{第一步}加好友 {第二步}领券 {第三步}下单",
		"套餐A{1人}／套餐B{2人}／套餐C{家庭}",
		"$ {99} 起",
		"{{{(>_<)}}} 手慢无",
		"{{(^_^)}} ≧▽≦ 周末快乐",
		"🎉🎉🎉 开业大吉 🎉🎉🎉\n👨‍👩‍👧‍👦 全家桶 1️⃣2️⃣3️⃣",
		"<限时> 满 200 - 30 <仅限今日>",
		"气温<10%的地区包邮%>_<%",
		"<3 <3 <3 Thank you for 10 years with us",
		"a < b && b > c：三年二班家长会改到周五",
		"1\\2\\3 号门均可进入",
		"资料在 D:\\new\\training 里，\\\\nas\\tools 也有一份",
		"TODO清单：体检、缴费、取报告",
		"Null Pointer 咖啡馆开业，程序员全场七折",
		"None of our stores close for the holidays.",
		"NaN 是什么？来听周三的公开课",
		"退款说明：=订单金额-优惠券",
		"= = 今天太冷了，送你一杯姜茶",
		"模范联通营业厅：老用户充100送50",
		"图书馆闭馆通知：9/30 18:00 起，10/8 9:00 恢复",
		"Café crème « à emporter » — 3,50 € ; déjà prêt à Noël !",
		"Größe M–XL: Mäntel, Röcke, Hüte – jetzt −30 %. „Ö“–„Ä“",
		"« BEAUTÉ » «SANTÉ» «QUALITÉ» «CAFÉ»",
		"Promoção: até amanhã! São João, coração, ação.",
		"Promoção, coração, ação, atenção, edição",
		"Ünïcödé ÄÖÜ, Àâ Éê Îï Ôö",
		"Cảm ơn quý khách đã ủng hộ cửa hàng.",
		"Спасибо, что вы с нами! Скидка 15 % до конца недели.",
		"ありがとうございます。本日限り、全品１０％ＯＦＦです。",
		"감사합니다! 이번 주말 전 품목 20% 할인",
		"您的专属顾问小李（微信同号 13800000000）为您服务",
		"「秋冬新款」已到店，门店地址：上海市徐汇区淮海中路999号",
		"回复【1】领取新人礼包，回复【2】查看附近门店，回复【姓名+电话】预约",
		"转发本条至朋友圈集赞≥38，可免费换购一份😋（每人限1份）",
		"满减规则：100-10|200-30|300-50；不与其他优惠同享。",
		"倒计时 3…2…1……开抢！！！",
		"価格¥1,280（含税）★★★★☆ 4.8/5.0",
		"繁體中文測試：感謝您的光臨，週末全館九折",
		"龘靐齉爩：生僻字展览今日开幕",
		"饕餮盛宴：螃蟹、鲍鱼、鲟鱼、鲈鱼、鳜鱼、鳕鱼，犒劳您的味蕾",
		"C++、C# & .NET 训练营 [太阳] 100% 就业 ~_~ *免费试听*",
		"price list: 5*6=30; 2^10=1024; a_b; #1; @all; 50%/100%",
		"?",
		"????",
		"你在吗????",
	}
}

func TestDraft_textsThatAreMeant(t *testing.T) {
	for _, text := range campaignTexts() {
		d := draft.New(wecom.MassMessage{Text: &wecom.Text{Content: text}, Attachments: []wecom.Attachment{
			{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: text, Desc: text, URL: "https://a.example"}},
			{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: text}},
		}}, "", nil, nil)
		d.ReadFiles()

		if said := details(d.AllProblems()); said != "" {
			t.Errorf("%q: %s", text, said)
		}
	}
}

func TestDraft_addressesThatAreMeant(t *testing.T) {
	for _, address := range []string{
		"https://a.example", "https://a.example/", "https://shop.example.com/p/12?from=wecom&utm_source=群发#top", "http://a.example/undefined-behaviour?q=null-island",
		"https://nullisland.example/nullable?a=undefinedX", "https://a.example/{1}?tpl={a}", "https://a.example/$99", "https://a.example/?q=a=b&&c",
	} {
		d := draft.New(wecom.MassMessage{Attachments: []wecom.Attachment{
			{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "t", URL: address, PicURL: address}},
			{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: "t", Page: address}},
			{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{PicURL: address}},
		}}, "", nil, nil)
		d.ReadFiles()

		if said := details(d.AllProblems()); said != "" {
			t.Errorf("%q: %s", address, said)
		}
	}
}
