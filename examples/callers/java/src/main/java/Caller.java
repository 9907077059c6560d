import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Requests PhPIDs from the IDMP worker through Temporal: follows a request, cancels one, and has one refused.
 * Arguments: {@code [PRODUCT.json [ACCOUNT]]}.
 */
public final class Caller {

  // The fields that this program reads; schemas/ in the repository has them all.

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Status(String stage, Cancellation cancellation) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cancellation(String outcome) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Result(List<Phpid> phpids) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Phpid(Integer level, String value) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record FailureDetails(String taskId, List<Issue> issues) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Issue(String text, List<String> expression) {}

  private static final Set<String> ENDED = Set.of("completed", "rejected", "cancelled", "failed");

  /** In production, derive the id from the content of the request, so that a repeated start submits nothing twice. */
  private static final String RUN = "example/java/" + UUID.randomUUID().toString().substring(0, 8);

  private final WorkflowClient client;
  private final String taskQueue;

  private Caller(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  public static void main(String[] args) throws Exception {
    File file = new File(args.length > 0 ? args[0] : "../../product-tablet.json");
    String account = args.length > 1 ? args[1] : "default";
    Map<String, Object> product = new ObjectMapper().readValue(file, new TypeReference<>() {});
    Map<String, Object> bad = new HashMap<>(product);
    bad.put("ingredients", List.of());

    // TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS…, or Temporal's configuration file.
    ClientConfigProfile profile = ClientConfigProfile.load();
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    try {
      WorkflowClient client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
      Caller caller = new Caller(client, System.getenv().getOrDefault("IDMP_TASK_QUEUE", "idmp"));
      caller.follow(Map.of("product", product, "account", account));
      caller.cancel(Map.of("product", product, "account", account));
      caller.beRefused(Map.of("product", bad, "account", account));
    } finally {
      service.shutdownNow();
    }
  }

  /** Starts a request, prints its stages until it has ended, and prints its PhPIDs. */
  private void follow(Map<String, Object> input) throws InterruptedException {
    WorkflowStub request = start("follow", input);
    String stage = "";
    while (!ENDED.contains(stage)) {
      Status status = request.query("status", Status.class);
      if (!status.stage().equals(stage)) {
        stage = status.stage();
        System.out.println("follow: " + stage);
      }
      Thread.sleep(500);
    }
    for (Phpid phpid : request.getResult(Result.class).phpids()) {
      System.out.println("follow: PhPID of level " + phpid.level() + " is " + phpid.value());
    }
  }

  /** Starts a request, and cancels it. An earlier result is delivered anyway. */
  private void cancel(Map<String, Object> input) {
    WorkflowStub request = start("cancel", input);
    request.signal("cancel", Map.of("reason", "submitted by mistake"));
    try {
      request.getResult(Result.class);
      System.out.println("cancel: too late, it was completed first");
    } catch (WorkflowFailedException failed) {
      if (!(failed.getCause() instanceof CanceledFailure)) throw failed;
      Status status = request.query("status", Status.class);
      System.out.println("cancel: ended as cancelled, outcome " + status.cancellation().outcome());
    }
  }

  /** Starts a request that cannot succeed, and reads why. */
  private void beRefused(Map<String, Object> input) {
    WorkflowStub request = start("refuse", input);
    try {
      request.getResult(Result.class);
    } catch (WorkflowFailedException failed) {
      if (!(failed.getCause() instanceof ApplicationFailure failure)) throw failed;
      FailureDetails details = failure.getDetails().get(0, FailureDetails.class);
      String task = details.taskId() == null ? "none" : details.taskId();
      System.out.println("refuse: failed as " + failure.getType() + " with Task " + task);
      for (Issue issue : details.issues()) {
        System.out.println("refuse: " + String.join(", ", issue.expression()) + " " + issue.text());
      }
    }
  }

  /** Starts a request; where its id is running already, that one is followed. */
  private WorkflowStub start(String step, Map<String, Object> input) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(RUN + "/" + step)
            .setTaskQueue(taskQueue)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .build();
    String id = client.newUntypedWorkflowStub("requestPhpid", options).start(input).getWorkflowId();
    System.out.println(step + ": started " + id);
    // By its id alone: a request that waits long goes on in new runs.
    return client.newUntypedWorkflowStub(id);
  }
}
