package wecomtest

import (
	"maps"
	"net/http"
	"net/http/httptest"
)

// AnswerLater lets a call have its effect, closes arrived, and holds the answer
// back until release is closed.
func AnswerLater(w http.ResponseWriter, r *http.Request, next http.Handler, arrived chan<- struct{}, release <-chan struct{}) {
	answer := httptest.NewRecorder()
	next.ServeHTTP(answer, r)
	close(arrived)
	<-release

	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}
