package wecom

// permissionErrcodes are the codes of what an app, a member or a licence may
// do.
func permissionErrcodes() []Errcode {
	return []Errcode{
		{Code: 40098, Cause: "The member's real name is not verified.", Action: "Let the member verify it in WeCom.", Field: "sender"},
		{Code: 43009, Cause: "The company is not verified.", Action: "Verify the company in the admin console."},
		{Code: 48001, Cause: "The app is not authorised for this API.", Action: "Authorise it again, with the permission to send mass messages."},
		{Code: 48002, Cause: "This app may not call this API.", Action: "Admin console, 客户与上下游, 客户联系, API: add the app to 可调用接口的应用. A third-party app needs the permission 企业客户权限, 客户联系, 群发消息给客户和客户群; to read customers, groups or tags 客户基础信息. For a 代开发 app give its permanent code as corp_secret; the suite block is refused for it with this code."},
		{Code: 48004, Cause: "The company has withdrawn the app's authorisation.", Action: "Ask the company to authorise the app again."},
		{Code: 48006, Cause: "WeCom has reclaimed the permission because it was not used for long.", Action: "Ask the company to authorise the app again."},
		{Code: 50002, Cause: "The member is outside the app's visible range.", Action: "Widen the app's 可见范围, or choose another sender.", Field: "sender"},
		{Code: 60011, Cause: "The app has no permission for this member, department or tag.", Action: "Widen the app's 可见范围."},
		{Code: 60021, Cause: "The member is outside the app's visible range.", Action: "Widen the app's 可见范围, or choose another sender.", Field: "sender"},
		{Code: 84061, Cause: "The customer is not in the member's list of customers.", Action: "Choose a sender who has added the customer, or leave the customer out.", Field: "external_userid"},
		{Code: 84074, Cause: "The member has no customer contact permission.", Action: "Give the member 客户联系 in the admin console, or choose another sender.", Field: "sender"},
		{Code: 84083, Cause: "The member does not serve customers.", Action: "Choose a sender who has the customer contact feature.", Field: "sender"},
		{Code: 84084, Cause: "There is no friendship between the member and the customer, or the member is outside the app's visible range.", Action: "Choose a sender who has added the customer.", Field: "sender"},
		{Code: 92000, Cause: "The member is outside the app's visible range.", Action: "Widen the app's 可见范围, or choose another sender.", Field: "sender"},
		{Code: 701008, Cause: "The member has no interface licence.", Action: "Activate a licence for the member in the service provider's console.", Field: "sender"},
		{Code: 701099, Cause: "The interface licence of the member is not valid.", Action: "Activate a licence for the member in the service provider's console.", Field: "sender"},
	}
}
