"""The one settings file. What may differ between installations is read from the environment."""

from datetime import timedelta
from pathlib import Path

import structlog
from csp.constants import NONE, SELF

from thongsuot.config import env, identity, mail

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder(Path(env.text("VAR_DIR") or BASE_DIR.parent / "var").resolve())

DEMO = env.flag("DEMO")
DEMO_CAST = "thongsuot.demo.ACCOUNTS"
DEBUG = env.flag("DEBUG") and not DEMO
SECRET_KEY = env.secret_key(VAR_DIR)
PERSONAL_KEY, PERSONAL_KEY_OLD = env.personal_key(VAR_DIR), env.personal_key_old()
HTTPS = env.flag("HTTPS")
HOST = env.text("HOST") or "127.0.0.1"
PORT = env.number("PORT", 8000, low=1, high=65535)
ALLOWED_HOSTS = env.words(env.text("ALLOWED_HOSTS")) or [env.in_url(HOST), "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = env.words(env.text("TRUSTED_ORIGINS"))
PROVINCE = env.province()
"""Official code of the province that this installation serves (51: Quảng Ngãi)."""

INSTALLED_APPS = [
    "thongsuot.apps.core",
    "thongsuot.apps.places",
    "thongsuot.apps.organisations",
    "thongsuot.apps.documents",
    "thongsuot.apps.cases",
    "thongsuot.apps.meetings",
    "thongsuot.apps.desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "js_lib_bootstrap5",
    "csp",
]
MIDDLEWARE = [
    "thongsuot.apps.core.middleware.request_context",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thongsuot.apps.core.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thongsuot.apps.organisations.middleware.acting_as",
    "thongsuot.apps.core.middleware.size_limit",
    "thongsuot.apps.core.middleware.last_seen",
    "thongsuot.apps.core.middleware.first_things_first",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "thongsuot.config.urls"
WSGI_APPLICATION = "thongsuot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thongsuot.apps.core.page.frame",
            ],
            "builtins": ["thongsuot.apps.core.templatetags.page_parts", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL"), VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it only refuses who guessed too often
    "allauth.account.auth_backends.AuthenticationBackend",
]
SHORTEST_PASSWORD = 12
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": SHORTEST_PASSWORD}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("login",)}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
CSRF_FAILURE_VIEW = "thongsuot.apps.core.views.csrf_failed"
LOGIN_URL = "core:login"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "core:login"
SESSION_COOKIE_AGE = 12 * 3600

# Rates are counted and used codes remembered where all processes see them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

ACCOUNT_ADAPTER = "thongsuot.apps.core.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "thongsuot.apps.core.forms.LoginForm",
    "change_password": "thongsuot.apps.core.forms.PasswordForm",
    "reauthenticate": "thongsuot.apps.core.forms.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# A whole office shares one address; axes looks at each log-in.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,10/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0, low=0, high=5)

MFA_ADAPTER = "thongsuot.apps.core.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "thongsuot.apps.core.forms.CodeForm",
    "reauthenticate": "thongsuot.apps.core.forms.CodeAgainForm",
    "activate_totp": "thongsuot.apps.core.forms.AppForm",
    "add_webauthn": "thongsuot.apps.core.forms.KeyForm",
    "edit_webauthn": "thongsuot.apps.core.forms.KeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_REQUIRED_ROLES = env.words(env.text("MFA_REQUIRED_ROLES"))
"""Codes of roles whose holders set up a second factor before anything else."""

IDENTITY_PROVIDER = identity.provider()
SOCIALACCOUNT_ADAPTER = "thongsuot.apps.core.adapter.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "thongsuot.apps.core.lockout.masked"
AXES_CLIENT_IP_CALLABLE = "thongsuot.apps.core.lockout.address"
AXES_LOCKOUT_CALLABLE = "thongsuot.apps.core.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "csrfmiddlewaretoken", "next"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = "thongsuot.config.formats"

STATIC_URL = "/tinh/"
STATIC_ROOT = VAR_DIR / "static"
ASSETS_DIR = env.folder(VAR_DIR / "assets")
STATICFILES_DIRS = [ASSETS_DIR]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "thongsuot.config.static.HashedFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

FILES_DIR = VAR_DIR / "files"
UPLOAD_LIMIT = env.number("UPLOAD_LIMIT_MB", 20, low=1, high=200) * 1_000_000
SCANNER = env.text("SCANNER")
"""What looks through files that people send: "" for nothing, `clamd:…`, or a function (`documents.intake`)."""
OCR_PROGRAM = env.text("OCR_PROGRAM", "tesseract")
"""The program that reads scans, where it is installed with its Vietnamese data; "" for none."""
SECOND_READER_URL = env.http_url("SECOND_READER_URL", "https://host/v1")
"""Base address of a server that speaks as OpenAI's (".../v1"): texts go there when somebody asks; "" for none."""
SECOND_READER_MODEL, SECOND_READER_KEY = env.text("SECOND_READER_MODEL"), env.text("SECOND_READER_KEY")
SECOND_READER_SECONDS = env.number("SECOND_READER_SECONDS", 120, low=1, high=3600)
SECOND_READER_CHARS = env.number("SECOND_READER_CHARS", 60_000, low=1_000, high=2_000_000)
"""Characters of the longest text that is sent."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SITE_URL = mail.site(f"{'https' if HTTPS else 'http'}://{env.in_url(HOST)}:{PORT}")
"""How people reach this installation: links in mails and messages begin with it."""
MAIL_SERVER = mail.server(VAR_DIR, is_demo=DEMO)
HAS_MAIL = MAIL_SERVER.backend != "dummy"
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL_SERVER.path, MAIL_SERVER.folder
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL_SERVER.use_tls, MAIL_SERVER.use_ssl, 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail.sender(ALLOWED_HOSTS[0])
CHANNELS = ["thongsuot.apps.core.channels.InApp", "thongsuot.apps.core.channels.EMail"]
"""Ways by which a notice reaches people, in the order in which they are taken."""
DIGESTS = ["thongsuot.apps.cases.queries.digest.digest_for"]
"""Questions that fill the digest of a day: `digest_for(user, *, on)`, in the order of its sections."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A browser asks this of every step of a redirect that a form began.
        "form-action": [SELF, *([IDENTITY_PROVIDER.origin] if IDENTITY_PROVIDER else [])],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOG_PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*LOG_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": LOG_PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.log_level("WARNING")},
    "loggers": {"thongsuot": {"level": env.log_level("INFO")}},
}
