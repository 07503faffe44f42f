package wecom

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// formProblem says what is wrong with the form of an answer in the words of
// WeCom's pages: the decoder's own words name types of this program.
func formProblem(err error) string {
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	if !ok {
		return err.Error()
	}

	place := "it"
	if wrong.Field != "" {
		place = wrong.Field
	}

	is, _, _ := strings.Cut(wrong.Value, " ") // "number 1e400"

	return fmt.Sprintf("%s is %s, and %s is documented", place, jsonKind(is), documentedKind(wrong.Type))
}

func jsonKind(value string) string {
	switch value {
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "bool":
		return "true or false"
	}

	return "a " + value
}

func documentedKind(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "an object"
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	default:
		return "a number"
	}
}
