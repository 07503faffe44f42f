package wecomsim

import "net/http"

// endpoint is one path of the server.
type endpoint struct {
	path   string
	method string
	// open says that the endpoint needs no access_token.
	open bool
	// contact says that it belongs to customer contact, which an app must be
	// allowed to use.
	contact bool
	// upload says that the body is multipart and may be as large as the largest
	// file.
	upload bool
	// list names the list of the answer. A refusal carries it, too, empty (logs
	// in issues of SDKs).
	list  string
	serve func(*call) (any, *refusal)
}

// knownEndpoints is every path of WeCom that the server answers.
func knownEndpoints() []endpoint {
	const contact = "/cgi-bin/externalcontact/"

	get, post := http.MethodGet, http.MethodPost

	return []endpoint{
		{path: "/cgi-bin/gettoken", method: get, open: true, serve: getToken},
		{path: contact + "add_msg_template", method: post, contact: true, list: "fail_list", serve: addMsgTemplate},
		{path: contact + "get_groupmsg_list_v2", method: post, contact: true, list: "group_msg_list", serve: groupMsgList},
		{path: contact + "get_groupmsg_list", method: post, contact: true, list: "group_msg_list", serve: oldGroupMsgList},
		{path: contact + "get_group_msg_result", method: post, contact: true, list: "detail_list", serve: oldGroupMsgResult},
		{path: contact + "get_groupmsg_task", method: post, contact: true, list: "task_list", serve: groupMsgTask},
		{path: contact + "get_groupmsg_send_result", method: post, contact: true, list: "send_list", serve: groupMsgSendResult},
		{path: contact + "remind_groupmsg_send", method: post, contact: true, serve: remindGroupMsg},
		{path: contact + "cancel_groupmsg_send", method: post, contact: true, serve: cancelGroupMsg},
		{path: contact + "get_follow_user_list", method: get, contact: true, list: "follow_user", serve: followUserList},
		{path: contact + "list", method: get, contact: true, list: "external_userid", serve: customerList},
		{path: contact + "get", method: get, contact: true, list: "follow_user", serve: customerGet},
		{path: contact + "batch/get_by_user", method: post, contact: true, list: "external_contact_list", serve: customersByUser},
		{path: contact + "groupchat/list", method: post, contact: true, list: "group_chat_list", serve: groupChatList},
		{path: contact + "groupchat/get", method: post, contact: true, serve: groupChatGet},
		{path: contact + "get_corp_tag_list", method: post, contact: true, list: "tag_group", serve: corpTagList},
		{path: contact + "get_strategy_tag_list", method: post, contact: true, list: "tag_group", serve: strategyTagList},
		{path: "/cgi-bin/media/upload", method: post, upload: true, serve: mediaUpload},
		{path: "/cgi-bin/media/uploadimg", method: post, upload: true, serve: mediaUploadImage},
		{path: "/cgi-bin/service/get_suite_token", method: post, open: true, serve: getSuiteToken},
		{path: "/cgi-bin/service/get_corp_token", method: post, open: true, serve: getCorpToken},
	}
}

// endpoint is nil for a path that this server does not know.
func (s *Server) endpoint(path string) *endpoint {
	for i := range s.endpoints {
		if s.endpoints[i].path == path {
			return &s.endpoints[i]
		}
	}

	return nil
}
