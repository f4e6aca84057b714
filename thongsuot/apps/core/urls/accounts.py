"""Pages of accounts by the names under which django-allauth looks for them."""

from django.urls import path

from thongsuot.apps.core import views

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-nhap/buoc-hai/", views.second_step, name="mfa_authenticate"),
    path("dang-nhap/tinh/", views.to_provider, name="provincial_login"),
    path("dang-nhap/tinh/ve/", views.from_provider, name="provincial_callback"),
    path("dang-nhap/da-thoi/", views.cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap/da-dong/", views.closed, name="account_inactive"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("tai-khoan/", views.account, name="mfa_index"),
    path("tai-khoan/mat-khau/", views.password, name="account_change_password"),
    path("tai-khoan/xac-nhan/", views.confirm, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", views.confirm_by_code, name="mfa_reauthenticate"),
    path("tai-khoan/xac-nhan/khoa/", views.confirm_by_key, name="mfa_reauthenticate_webauthn"),
    path("tai-khoan/ung-dung/", views.add_app, name="mfa_activate_totp"),
    path("tai-khoan/ung-dung/tat/", views.remove_app, name="mfa_deactivate_totp"),
    path("tai-khoan/khoa/", views.account, name="mfa_list_webauthn"),
    path("tai-khoan/khoa/them/", views.add_key, name="mfa_add_webauthn"),
    path("tai-khoan/khoa/<int:pk>/doi-ten/", views.rename_key, name="mfa_edit_webauthn"),
    path("tai-khoan/khoa/<int:pk>/go/", views.remove_key, name="mfa_remove_webauthn"),
    path("tai-khoan/ma-du-phong/", views.show_codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/ma-du-phong/lap-lai/", views.make_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan/ma-du-phong/tai-ve/", views.download_codes, name="mfa_download_recovery_codes"),
]
