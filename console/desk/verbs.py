"""The table of verbs: the names that the journal records, the command line parses and a scenario plays."""

from collections.abc import Callable, Mapping
from typing import Any

from console.desk import (
    alarms,
    amend,
    calls,
    devices,
    dispatch,
    phone,
    radio,
    receivers,
    replay,
    retention,
    units,
    watch_verbs,
)

VERBS: Mapping[str, Callable[..., None]] = {
    "take_call": calls.take_call,
    "remark": calls.remark,
    "amend_call": amend.amend_call,
    "close_call": calls.close_call,
    "dispatch": dispatch.dispatch,
    "acknowledge": dispatch.acknowledge,
    "en_route": dispatch.en_route,
    "on_scene": dispatch.on_scene,
    "free": dispatch.free,
    "clear": dispatch.clear,
    "set_status": units.set_status,
    "move": units.move,
    "log_on": units.log_on,
    "log_off": units.log_off,
    "radio_heard": radio.heard,
    "radio_ended": radio.ended,
    "radio_status": radio.status,
    "radio_emergency": radio.emergency,
    "radio_text": radio.text,
    "radio_position": radio.position,
    "text_unit": radio.text_unit,
    "radio_sent": radio.sent,
    "radio_trouble": radio.trouble,
    "radio_undecoded": radio.undecoded,
    "save_device": devices.save_device,
    "assign_radio": devices.assign_radio,
    "alarm_received": receivers.received,
    "raise_alarm": alarms.raise_alarm,
    "acknowledge_alarm": alarms.acknowledge,
    "shelve_alarm": alarms.shelve,
    "unshelve_alarm": alarms.unshelve,
    "clear_alarm": alarms.clear,
    "restore_alarm": alarms.restore,
    "escalate_alarm": alarms.escalate,
    "declare_emergency": alarms.declare_emergency,
    "tell_overdue": watch_verbs.tell_overdue,
    "check_unit": watch_verbs.check_unit,
    "phone_rang": phone.rang,
    "set_aside": replay.set_aside,
    "redact": retention.redact,
    "drop_positions": retention.drop_positions,
}


def known(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as the journal keeps them: without the raw bytes, which stand in the radio log."""
    return {name: value for name, value in args.items() if name != "raw"}
