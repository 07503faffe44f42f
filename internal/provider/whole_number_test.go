package provider_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Terraform has one kind of numbers. Whoever writes one that is not whole, or
// far too large, reads what is wrong with it, and of no bug in the provider.
func TestWholeNumbers_areAskedForInOwnWords(t *testing.T) {
	p := serve(t)

	judge := map[string]func(any) (problems, string){
		"max_recipients": func(v any) (problems, string) {
			return p.validateProvider(object{"max_recipients": v}), "max_recipients"
		},
		"strategy_id": func(v any) (problems, string) {
			return p.validateData("wecom_customer_tags", object{"source": "strategy", "strategy_id": v}), "strategy_id"
		},
		"add_way": func(v any) (problems, string) {
			return p.validateData("wecom_customers", object{"userid_list": []string{"zhangsan"}, "add_way": []any{1, v}}), "add_way[1]"
		},
	}

	for name, says := range judge {
		for _, text := range []string{"1.5", "1e30", "-1", "0.1", "2147483648", "-1e30", "1e-30"} {
			found, place := says(parsed(t, text))
			found.expect(t, name+" = "+text, at(place, "is not a whole number from "))

			if text == "1.5" && !strings.Contains(found[0].detail, "1.5 is not") {
				t.Errorf("the number is not shown: %s", found[0].detail)
			}
		}

		for _, text := range []string{"1", "2147483647", "201", "1e3"} {
			found, _ := says(parsed(t, text))
			found.expect(t, name+" = "+text)
		}
	}

	p.validateProvider(object{"max_recipients": 0}).expect(t, "0", at("max_recipients", "0 is not a whole number from 1 to 2,147,483,647. Leave it out for no gate."))
}

func TestTruncateBytes_needsAWholeNumber(t *testing.T) {
	p := serve(t)

	for _, number := range []string{"1.5", "1e+30", "-1", "1e-09"} {
		_, err := p.call("truncate_bytes", tftypes.String, text("abc"), tftypes.NewValue(tftypes.Number, parsed(t, number)))
		if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != 1 || !strings.HasPrefix(err.Text, number) || !strings.Contains(err.Text, "is not a whole number from 0 to 2,147,483,647") {
			t.Errorf("%s: %+v", number, err)
		}
	}
}

func TestProvider_maxRecipientsOfTheEnvironment(t *testing.T) {
	for _, text := range []string{"1.5", "1e30", "0", "-1", "many", "2147483648"} {
		t.Setenv("WECOM_MAX_RECIPIENTS", text)

		found := serve(t).configure(credentials())
		if len(found) != 1 || !strings.Contains(found[0].detail, `"`+text+`" is not a whole number from 1 to 2,147,483,647`) {
			t.Errorf("%s: %v", text, found)
		}
	}
}

// parsed is a number as Terraform reads it.
func parsed(t *testing.T, text string) *big.Float {
	t.Helper()

	f, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
	if err != nil {
		t.Fatal(err)
	}

	return f
}
