use frontdesk_domain::auth::Holder;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, UnitOfWork};

/// Whoever is in as that client by a mailed code is out, and codes under way to them open nothing: what ends
/// the sessions of an account must not leave a way to its tickets open beside it.
pub(crate) async fn shut_out_client(
    unit: &dyn UnitOfWork,
    client: Option<ClientId>,
) -> Result<(), StoreError> {
    let Some(client) = client.map(Holder::Client) else {
        return Ok(());
    };
    unit.codes().void_all(client).await?;
    unit.sessions().end_all(client).await
}

#[cfg(test)]
mod tests;
