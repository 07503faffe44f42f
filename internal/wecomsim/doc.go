// Package wecomsim is a stateful stand-in for the part of the WeCom (企业微信)
// server that sends customer mass messages. A [Server] is an http.Handler: it
// issues tokens that expire, enforces the documented limits with WeCom's own
// error codes, works out which member gets which task, answers the result
// queries, and records every request. Faults can be armed for each endpoint.
//
// It knows neither Terraform nor the client of this repository: it is written
// from the official pages, so that a mistake of the client cannot hide in it.
// Where the pages are silent, the choice is an [Option] or is said in a
// comment.
//
// The page of add_msg_template is
// https://developer.work.weixin.qq.com/document/path/96366 ("page 96366" in
// comments). Error codes are those of
// https://developer.work.weixin.qq.com/document/path/90313 ("the error table").
package wecomsim
