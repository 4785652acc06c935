use crate::Engine;
use crate::sql::Sql;
use crate::{attempts, codes, devices, links, recovery_codes, sessions};

/// What every request asks, and what signing in does.
pub(super) fn hot(engine: Engine) -> Vec<(&'static str, Sql)> {
    let hash = || vec![1u8; 32];
    let of = |text| Sql::new(text).bind(1i64);
    let of_browser = |text| Sql::new(text).bind(vec![1u8; 16]).bind("sign_in");
    let of_link = |text| Sql::new(text).bind(hash()).bind("set_up").bind(1i64);
    let sweep = |text| Sql::new(text).bind(1i64).limit(2000);
    vec![
        ("held", Sql::new(sessions::HELD).bind(hash())),
        ("sessions of an account", of(sessions::OF_ACCOUNT)),
        ("sessions of a client", of(sessions::OF_CLIENT)),
        ("end all of an account", of(sessions::END_ALL_OF_ACCOUNT)),
        ("end all of a client", of(sessions::END_ALL_OF_CLIENT)),
        ("sweep sessions", sweep(sessions::SWEEP.text(engine))),
        ("a code", of(codes::GET)),
        ("a code asked for", of_browser(codes::ASKED)),
        ("a try", of_browser(codes::TAKE_TRY).bind(5i32).bind(1i64)),
        ("codes of a browser", of_browser(codes::VOID_OF_BROWSER)),
        ("codes of an account", of(codes::VOID_OF_ACCOUNT).bind("sign_in")),
        ("codes of a client", of(codes::VOID_OF_CLIENT).bind("sign_in")),
        (
            "codes of nobody",
            Sql::new(codes::VOID_OF_NOBODY).bind("a@b.co").bind("sign_in"),
        ),
        ("sweep codes", sweep(codes::SWEEP.text(engine))),
        ("a good link", of_link(links::GOOD)),
        ("a link's use", of_link(links::USE_UP)),
        ("links of an account", of(links::VOID).bind("set_up")),
        ("links of nobody", Sql::new(links::VOID_OF_NOBODY).bind("set_up")),
        ("sweep links", sweep(links::SWEEP.text(engine))),
        ("take all recovery codes", of(recovery_codes::TAKE_ALL)),
        ("a recovery code's use", of(recovery_codes::USE_UP).bind(hash())),
        ("recovery codes left", of(recovery_codes::LEFT)),
        ("a known browser", of(devices::IS_KNOWN).bind(hash())),
        ("sweep browsers", sweep(devices::SWEEP.text(engine))),
        ("attempts", Sql::new(attempts::READ).bind(hash())),
        ("sweep attempts", sweep(attempts::SWEEP.text(engine))),
    ]
}
