// Requests PhPIDs from the IDMP worker through Temporal: follows a request, cancels one, and has one refused.
//
//	go run . [PRODUCT.json [ACCOUNT]]
package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/temporal"
)

// The fields that this program reads; schemas/ in the repository has them all.
type (
	request map[string]any

	status struct {
		Stage        string `json:"stage"`
		Cancellation *struct {
			Outcome string `json:"outcome"`
		} `json:"cancellation"`
	}

	result struct {
		Phpids []struct {
			Level *int   `json:"level"`
			Value string `json:"value"`
		} `json:"phpids"`
	}

	failureDetails struct {
		TaskID *string `json:"taskId"`
		Issues []struct {
			Text       string   `json:"text"`
			Expression []string `json:"expression"`
		} `json:"issues"`
	}
)

var ended = []string{"completed", "rejected", "cancelled", "failed"}

type caller struct {
	client.Client
	taskQueue string
	// In production, derive the id from the content of the request, so that a repeated start submits nothing twice.
	run string
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	product, err := readProduct(argument(1, "../../product-tablet.json"))
	if err != nil {
		return err
	}
	account := argument(2, "default")
	// TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS…, or Temporal's configuration file.
	options, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return err
	}
	connected, err := client.DialContext(ctx, options)
	if err != nil {
		return err
	}
	defer connected.Close()
	c := caller{connected, taskQueue(), "example/go/" + randomText()}

	if err := c.follow(ctx, request{"product": product, "account": account}); err != nil {
		return err
	}
	if err := c.cancel(ctx, request{"product": product, "account": account}); err != nil {
		return err
	}
	bad := maps.Clone(product)
	bad["ingredients"] = []any{}
	return c.beRefused(ctx, request{"product": bad, "account": account})
}

// follow starts a request, prints its stages until it has ended, and prints its PhPIDs.
func (c caller) follow(ctx context.Context, input request) error {
	run, err := c.start(ctx, "follow", input)
	if err != nil {
		return err
	}
	for stage := ""; !slices.Contains(ended, stage); time.Sleep(500 * time.Millisecond) {
		now, err := c.status(ctx, run)
		if err != nil {
			return err
		}
		if now.Stage != stage {
			stage = now.Stage
			fmt.Println("follow:", stage)
		}
	}
	var got result
	if err := run.Get(ctx, &got); err != nil {
		return err
	}
	for _, phpid := range got.Phpids {
		if phpid.Level != nil {
			fmt.Println("follow: PhPID of level", *phpid.Level, "is", phpid.Value)
		}
	}
	return nil
}

// cancel starts a request, and cancels it. An earlier result is delivered anyway.
func (c caller) cancel(ctx context.Context, input request) error {
	run, err := c.start(ctx, "cancel", input)
	if err != nil {
		return err
	}
	reason := map[string]string{"reason": "submitted by mistake"}
	if err := c.SignalWorkflow(ctx, run.GetID(), "", "cancel", reason); err != nil {
		return err
	}
	err = run.Get(ctx, nil)
	var cancelled *temporal.CanceledError
	switch {
	case err == nil:
		fmt.Println("cancel: too late, it was completed first")
	case errors.As(err, &cancelled):
		now, err := c.status(ctx, run)
		if err != nil {
			return err
		}
		fmt.Println("cancel: ended as cancelled, outcome", now.Cancellation.Outcome)
	default:
		return err
	}
	return nil
}

// beRefused starts a request that cannot succeed, and reads why.
func (c caller) beRefused(ctx context.Context, input request) error {
	run, err := c.start(ctx, "refuse", input)
	if err != nil {
		return err
	}
	err = run.Get(ctx, nil)
	var failure *temporal.ApplicationError
	if !errors.As(err, &failure) {
		return err
	}
	var details failureDetails
	if err := failure.Details(&details); err != nil {
		return err
	}
	task := "none"
	if details.TaskID != nil {
		task = *details.TaskID
	}
	fmt.Println("refuse: failed as", failure.Type(), "with Task", task)
	for _, issue := range details.Issues {
		fmt.Println("refuse:", strings.Join(issue.Expression, ", "), issue.Text)
	}
	return nil
}

// start starts a request; where its id is running already, that one is followed.
func (c caller) start(ctx context.Context, step string, input request) (client.WorkflowRun, error) {
	run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       c.run + "/" + step,
		TaskQueue:                c.taskQueue,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, "requestPhpid", input)
	if err == nil {
		fmt.Println(step+": started", run.GetID())
	}
	return run, err
}

// status queries the status of a request; without a run id, the latest run of a long wait answers.
func (c caller) status(ctx context.Context, run client.WorkflowRun) (now status, err error) {
	answer, err := c.QueryWorkflow(ctx, run.GetID(), "", "status")
	if err != nil {
		return now, err
	}
	return now, answer.Get(&now)
}

func readProduct(path string) (product map[string]any, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return product, json.Unmarshal(text, &product)
}

func taskQueue() string {
	if name := os.Getenv("IDMP_TASK_QUEUE"); name != "" {
		return name
	}
	return "idmp"
}

func argument(index int, otherwise string) string {
	if len(os.Args) > index {
		return os.Args[index]
	}
	return otherwise
}

func randomText() string {
	bytes := make([]byte, 4)
	_, _ = rand.Read(bytes) // never fails
	return hex.EncodeToString(bytes)
}
