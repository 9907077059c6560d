"""Requests PhPIDs from the IDMP worker through Temporal: follows a request, cancels one, and has one refused.

python caller.py [PRODUCT.json [ACCOUNT]]
"""

import asyncio
import json
import os
import sys
import uuid
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.envconfig import ClientConfig
from temporalio.exceptions import ApplicationError, CancelledError

PRODUCT = Path(__file__).parent / "../../product-tablet.json"
ENDED = {"completed", "rejected", "cancelled", "failed"}

# In production, derive the id from the content of the request, so that a repeated start submits nothing twice.
RUN = f"example/python/{uuid.uuid4().hex[:8]}"


async def main() -> None:
    product = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else PRODUCT).read_text())
    account = sys.argv[2] if len(sys.argv) > 2 else "default"
    # TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS…, or Temporal's configuration file.
    connection = {"target_host": "localhost:7233"} | ClientConfig.load_client_connect_config()
    client = await Client.connect(**connection)

    await follow(client, {"product": product, "account": account})
    await cancel(client, {"product": product, "account": account})
    await be_refused(client, {"product": product | {"ingredients": []}, "account": account})


async def follow(client: Client, request: dict[str, Any]) -> None:
    """Starts a request, prints its stages until it has ended, and prints its PhPIDs."""
    handle = await start(client, "follow", request)
    stage = ""
    while stage not in ENDED:
        status = await handle.query("status")
        if status["stage"] != stage:
            stage = status["stage"]
            print("follow:", stage)
        await asyncio.sleep(0.5)
    result = await handle.result()
    for phpid in result["phpids"]:
        print("follow: PhPID of level", phpid["level"], "is", phpid["value"])


async def cancel(client: Client, request: dict[str, Any]) -> None:
    """Starts a request, and cancels it. An earlier result is delivered anyway."""
    handle = await start(client, "cancel", request)
    await handle.signal("cancel", {"reason": "submitted by mistake"})
    try:
        await handle.result()
        print("cancel: too late, it was completed first")
    except WorkflowFailureError as error:
        if not isinstance(error.cause, CancelledError):
            raise
        status = await handle.query("status")
        print("cancel: ended as cancelled, outcome", status["cancellation"]["outcome"])


async def be_refused(client: Client, request: dict[str, Any]) -> None:
    """Starts a request that cannot succeed, and reads why."""
    handle = await start(client, "refuse", request)
    try:
        await handle.result()
    except WorkflowFailureError as error:
        if not isinstance(error.cause, ApplicationError):
            raise
        failure = error.cause
        details = failure.details[0]
        print("refuse: failed as", failure.type, "with Task", details["taskId"] or "none")
        for issue in details["issues"]:
            print("refuse:", ", ".join(issue["expression"]), issue["text"])


async def start(client: Client, step: str, request: dict[str, Any]) -> WorkflowHandle[Any, Any]:
    """Starts a request; where its id is running already, that one is followed."""
    handle = await client.start_workflow(
        "requestPhpid",
        request,
        id=f"{RUN}/{step}",
        task_queue=os.environ.get("IDMP_TASK_QUEUE", "idmp"),
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    print(f"{step}: started", handle.id)
    return handle


if __name__ == "__main__":
    asyncio.run(main())
    # Python's own way out may crash a process as short-lived as this one, while a thread of the SDK still
    # ends (https://github.com/temporalio/sdk-python/issues/300). A service needs no such line.
    sys.stdout.flush()
    os._exit(0)
