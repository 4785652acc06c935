use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::{self as phc, Salt, SaltString};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use async_trait::async_trait;
use aws_lc_rs::hmac;
use frontdesk_domain::auth::{CodePurpose, OneTimeCode, Password, PasswordHash};
use frontdesk_domain::ports::{Entropy, HashError, PasswordHasher, Queue, Verdict};
use frontdesk_domain::secrets::RequestId;

use super::lane::{Benches, Lane};

/// How much a hash costs whoever guesses, and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Memory, in KiB.
    memory: u32,
    /// How often all of it is gone through.
    passes: u32,
}

impl Cost {
    /// This much memory, gone through twice by one lane: with 19 MiB the least that OWASP's password storage
    /// sheet takes for argon2id.
    pub(crate) fn of_mebibytes(mebibytes: u32) -> Self {
        Self {
            memory: mebibytes.saturating_mul(1024),
            passes: 2,
        }
    }
}

/// The memory that argon2 goes through, kept from one hash to the next.
type Memory = Vec<Block>;

/// argon2id, with passwords of strangers, passwords of the known, codes tried and codes about to be mailed each in a lane
/// of their own: a flood of sign-ins keeps nobody from proving an e-mail, and nobody out of a browser they use, and a
/// flood of tries holds up no mail.
pub(crate) struct Argon2Hasher {
    argon2: Argon2<'static>,
    /// What a password is compared with where there is no account: a hash of nothing that anybody knows.
    nobodys: PasswordHash,
    /// Six digits are quickly tried out on a stolen database; under a key that is not in it they are not.
    code_key: hmac::Key,
    strangers: Lane<Memory>,
    known: Lane<Memory>,
    codes: Lane<Memory>,
    drawn: Lane<Memory>,
    entropy: Arc<dyn Entropy>,
}

impl Argon2Hasher {
    /// A hasher. As many passwords of strangers as there are processors are hashed at once, one of somebody known, and
    /// one code of each kind.
    ///
    /// # Errors
    /// [`HashError::Failed`] when the cost is none that argon2 knows.
    pub(crate) fn new(cost: Cost, code_key: &[u8; 32], entropy: Arc<dyn Entropy>) -> Result<Self, HashError> {
        let params = Params::new(cost.memory, cost.passes, 1, None).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let benches = Benches::default();
        Ok(Self {
            nobodys: nobodys(argon2.params(), &entropy.bytes())?,
            argon2,
            code_key: hmac::Key::new(hmac::HMAC_SHA256, code_key),
            strangers: Lane::new(available_parallelism().map_or(1, usize::from), &benches),
            known: Lane::new(1, &benches),
            codes: Lane::new(1, &benches),
            drawn: Lane::new(1, &benches),
            entropy,
        })
    }

    async fn hash_in(&self, lane: &Lane<Memory>, secret: Vec<u8>) -> Result<PasswordHash, HashError> {
        let salt = self.entropy.bytes();
        let argon2 = self.argon2.clone();
        lane.run(move |memory| hash(&argon2, memory, &secret, &salt))
            .await?
    }

    async fn compare_in(
        &self,
        lane: &Lane<Memory>,
        secret: Vec<u8>,
        hash: Option<&PasswordHash>,
    ) -> Result<Verdict, HashError> {
        let stored = hash.unwrap_or(&self.nobodys).clone();
        let argon2 = self.argon2.clone();
        let verdict = lane
            .run(move |memory| compare(&argon2, memory, &secret, &stored))
            .await??;
        Ok(hash.map_or(Verdict::Wrong, |_| verdict))
    }

    /// What is hashed for a code: bound to its purpose and browser, under the installation's key.
    fn bound(&self, purpose: CodePurpose, request: &RequestId, code: OneTimeCode) -> Vec<u8> {
        let (purpose, request, code) = (purpose.key(), request.to_text(), code.reveal());
        let message = format!("{purpose} {request} {code}");
        hmac::sign(&self.code_key, message.as_bytes()).as_ref().to_vec()
    }
}

/// A PHC string with these parameters whose hash was not computed from anything, so nothing gives it.
fn nobodys(params: &Params, random: &[u8; 48]) -> Result<PasswordHash, HashError> {
    let (salt, output) = random.split_at(Salt::RECOMMENDED_LENGTH);
    let output = phc::Output::new(output).map_err(failed)?;
    to_phc(params, salt, output)
}

/// As it is stored: <https://github.com/P-H-C/phc-string-format>.
fn to_phc(params: &Params, salt: &[u8], output: phc::Output) -> Result<PasswordHash, HashError> {
    let salt = SaltString::encode_b64(salt).map_err(failed)?;
    let hash = phc::PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(failed)?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(PasswordHash::from_stored(hash.to_string()))
}

fn hash(
    argon2: &Argon2<'_>,
    memory: &mut Memory,
    secret: &[u8],
    salt: &[u8; Salt::RECOMMENDED_LENGTH],
) -> Result<PasswordHash, HashError> {
    let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let output = output(argon2, memory, secret, salt, length)?;
    to_phc(argon2.params(), salt, output)
}

/// Compares with the parameters that stand in the hash, and in a time that does not depend on what comes out.
fn compare(
    argon2: &Argon2<'_>,
    memory: &mut Memory,
    secret: &[u8],
    stored: &PasswordHash,
) -> Result<Verdict, HashError> {
    let stored = phc::PasswordHash::new(stored.as_str()).map_err(failed)?;
    let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
        return Err(failed("salt or hash is missing"));
    };
    let algorithm = Algorithm::try_from(stored.algorithm).map_err(failed)?;
    let version = stored.version.map_or(Ok(Version::default()), Version::try_from);
    let params = Params::try_from(&stored).map_err(failed)?;
    let theirs = Argon2::new(algorithm, version.map_err(failed)?, params);
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes).map_err(failed)?;
    let is_right = output(&theirs, memory, secret, salt, expected.len())? == expected;
    Ok(match is_right {
        true if is_todays(argon2.params(), &stored) => Verdict::Right,
        true => Verdict::RightButOld,
        false => Verdict::Wrong,
    })
}

fn output(
    argon2: &Argon2<'_>,
    memory: &mut Memory,
    secret: &[u8],
    salt: &[u8],
    length: usize,
) -> Result<phc::Output, HashError> {
    let blocks = argon2.params().block_count();
    if memory.len() != blocks {
        *memory = vec![Block::default(); blocks];
    }
    let fill = |out: &mut [u8]| Ok(argon2.hash_password_into_with_memory(secret, salt, out, memory)?);
    phc::Output::init_with(length, fill).map_err(failed)
}

fn is_todays(today: &Params, stored: &phc::PasswordHash<'_>) -> bool {
    let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    stored.algorithm == ARGON2ID_IDENT
        && stored.version == Some(Version::V0x13.into())
        && Params::try_from(stored).is_ok_and(|params| costs(&params) == costs(today))
}

fn failed(error: impl std::fmt::Display) -> HashError {
    HashError::Failed(error.to_string())
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashError> {
        self.hash_in(&self.strangers, password.reveal().into()).await
    }

    async fn verify(
        &self,
        password: &Password,
        hash: Option<&PasswordHash>,
        queue: Queue,
    ) -> Result<Verdict, HashError> {
        let lane = match queue {
            Queue::Strangers => &self.strangers,
            Queue::Known => &self.known,
        };
        self.compare_in(lane, password.reveal().into(), hash).await
    }

    async fn hash_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
    ) -> Result<PasswordHash, HashError> {
        self.hash_in(&self.drawn, self.bound(purpose, request, code))
            .await
    }

    async fn verify_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, HashError> {
        let bound = self.bound(purpose, request, code);
        let verdict = self.compare_in(&self.codes, bound, hash).await?;
        Ok(verdict != Verdict::Wrong)
    }
}

#[cfg(test)]
mod tests;
