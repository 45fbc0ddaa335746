"""Searches in all the calls that were ever taken, and not only in those that the board shows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from sqlalchemy import ColumnElement, Select, collate, column, exists, func, select, table, text
from sqlalchemy.orm import Session

from console.desk.calls import bounded, tidy_phone
from console.errors import Refused
from console.models import Assignment, Call, Remark, Unit
