"""The demo province: Quảng Ngãi's real units with invented people, log-ins of every role and a report already read.

Loaded only into an empty database; a database with other data is refused. Every act goes through actions. The organs
of the province and of three communes come first; `fill` founds and fills the other communes one by one.
"""

from thongsuot.demo.accounts import ACCOUNTS, PASSWORD, Account
from thongsuot.demo.apparatus import COMMUNES, fill, fill_all
from thongsuot.demo.loading import LOADED, is_loaded, load, trouble

__all__ = [
    "ACCOUNTS",
    "COMMUNES",
    "LOADED",
    "PASSWORD",
    "Account",
    "fill",
    "fill_all",
    "is_loaded",
    "load",
    "trouble",
]
