"""The table of verbs: the names that the journal records, the command line parses and a scenario plays."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from console.desk import (
    alarms,
    amend,
    calls,
    cities,
    devices,
    dispatch,
    phone,
    radio,
    referrals,
    replay,
    retention,
    units,
)
from console.desk.restricted import OF_CALLERS

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
    "alarm_received": alarms.received,
    "phone_rang": phone.rang,
    "set_aside": replay.set_aside,
    "refer": referrals.refer,
    "phone_referral": referrals.phone_referral,
    "accept_referral": referrals.accept_referral,
    "decline_referral": referrals.decline_referral,
    "resend_referral": referrals.resend_referral,
    "withdraw_referral": referrals.withdraw_referral,
    "referral_sent": referrals.referral_sent,
    "referral_failed": referrals.referral_failed,
    "redact": retention.redact,
    "publish_city": cities.publish_city,
    "restore_city": cities.restore_city,
    "drop_positions": retention.drop_positions,
}


def known(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as the journal keeps them: without the raw bytes, which stand in the radio log."""
    return {name: value for name, value in args.items() if name != "raw"}


def rights(verb: str, args: Mapping[str, Any]) -> Iterator[str]:
    """What somebody has to have the right to before a verb is done with these arguments."""
    yield verb
    if verb == "amend_call" and any(args[name] is not None for name in OF_CALLERS & args.keys()):
        # Nobody writes over who called without having seen it.
        yield "view_caller"
