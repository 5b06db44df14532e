"""English words within a slip or two of a word that the rules look for; they stand as they are.

Listed once by measuring the English word list of simplemma 2.0 against `spelling.WORDS`, slips
that it lists as words taken out by hand. Who adds a word there adds its neighbours here.
"""

LOOKALIKES = frozenset(
    """
    accountancy accountants accounting advices advise aftercool afternoons amply analyse analysed
    analyser analyses analysis analysts annalist answeredst answerer answerers answerest answereth
    answers antlered appaired appalled appalling apple applicable applicating applications
    applicative applicator appliedly applier appliers applies appliqued apposing appreciable
    appreciating appreciations appreciatively appreciator appreciators apprenticeships apprised
    apprized aptly articled articles assailable assistance assistantly assistants assisting
    atreached atreaching attachable attache attaches attack attacked attacker attacking attained
    attaining attainment attainments attaling attalled attaming attasked attasking attasted
    attasting attracted attracting availably avoidable bachelors baseness battle bebother believed
    believer believers believes bellevue besleeve boniness bother bottled bottler bottlers bottles
    breather brothel brothels brothered brotherly brothers bulkiness bumpiness businesses busyness
    buttle candidacy candidae candidas candidates candidature careen careered careers carer
    caribous carious carter carver cautious challenged challenger challengers challengingly
    challengings coffeed coffees coffer coffered collage collaged collagen collages colleagued
    collected colleges collegia colleter collider collogue collogues commuted commuter commuters
    commutes compacter competed competes compiler completer composer compotes compute computed
    computers computes conceited concerted concocted condensation conducted confect confected
    confects confeder confided confides congested conject conjected conjects connectedly connector
    connects connexed connoted consecuted consented conservation considered considers constant
    consumer contacted contactee contactor contacts contented contested contexted contract
    contracts contrast convect convected convects convenience conveniently convening convented
    convergent conversating conversational conversationed conversations conversion converted
    convicted corrected correctly curios curiously currency currents curricula curricular
    curriculums deadlier deadlift deadlined deadlines deadliness deadlink deadlinked deadlinks
    debarment deceiver decembers decenter decree definite definitively degrease degrees
    departmental departments deportment deportments described describer describers describes
    descried descries descrive descrived descrives developed developers develops diplomacy
    diplomas diplomat diplomata diplomate diplomats diplopia disanoint disanointed disanointing
    disappointedly disappointingly disappoints documented documents earliness earthiest eclose
    eclosed eclosing eldening emending emplaced emplaned emplored emplores employers employments
    empolder emproved enblowing encasing enchased enchasing encising enclasped enclasping enclaved
    enclaving enclined enclining encloses enclosings enclosures enclothe enclothed enclothing
    enclouded enclouding encluded encluding encoding encoring encowled enfolded engender
    engendering engineered engineeringly engineerings engineers enginemen englobed englobing
    ennobled enrollee enrollees enrooted ensouled entoiled envolved enwalled evenings evensong
    everting evincing exclosure exclosures expedience expediences expediency experiencedly
    experiencer experiencers experiences experient experients experimented exploded explored
    explorer extolled februarys februate fiance fiend financed finances financier flawters
    fleshier floaters flobbers floggers floorward flounced flounder flower flowered flowery
    flyovers followers fonded footward foreshew forester forewarn foreword forhard forhards
    forhared forswart forwaked forwarded forwarder forwardly forwards forwarn forwarned forwarns
    forwaxed forwayed forwears forweary forword founden founder foundered founders freshed freshen
    freshener freshens freshers freshes freshest freshet freshmen fridays fried friended friendly
    friends frined frounced froward funded gladiate gladiated gladiating glide gnide graceful
    gracefully gradate gradated gradates gradating gradation gradations graduals graduand
    graduates graduations granulate granulated granulating granulation graticule gratitudes
    gratulate gratulated gratulating graunted graunting gride guidances guided guides guile guise
    haired hared haring headquarter headquartered hided hiding hieing hiked hiking hindquarters
    hindring hireling hirem hirer hires hirings hirpling hived hiving husbanded husbandry husbands
    igniting ignominy ignorant ignores immediate incented incepted incested incrested indarted
    indeared indeffed indelved indented indenter indicted inducted infected infested ingested
    ingorged ingorging ingowing injected inserted insetted insignes interacted intercepted
    interesses interest interestedly interests intergrew interjected interknew interlisted
    intermated intermeshed intersected interserted intervented interverted interviewed interviewee
    interviewees interviewer interviewers intervise intervised intervises introducer introducers
    introduces introductions introductory introjection introsume introsumed introsuming intrusted
    invected invented inverted invested januarys joinings jointing joisting jouncing joyning
    keynoted keynotes knowledged knowledges leaching leaguing leaned leaning leanings leared
    learing learnedly learner learners learnest learneth learnings learns lears leashing leavened
    leavening lectured lecturer lecturers lectures macheting madame madams magister malleting
    maltster manage managed managers manages manger margined markering marketings marketise
    marketising marketize marketizing marlined marmited marmiting marred marrieds marries
    marveling marvering maser masher masker maskering massager masted mastered masterly masters
    mastery mater matter meeching meeding meeking meeping meetening meetings meleeing melting
    meltings mentation mentions mentored meriting metering meting miniates minsters minuet
    minueted minuets minuses minusses minuted minutely minuter minutest minutiae mirkening
    misnotes mister moaning moanings mondays moning monition mooning moring morningly mornings
    morphing morriced motioned mounding mounting mourning mournings munition munitioned muster
    nonmember norse novembers nursed nurser nurses nursle nursy obelised obelized obligated oblige
    obliges obliqued obolized obsigned octobers oldening omening opining opponing opportunely
    opportunism opportunist opportunists outening passable pavement pease petition petitions
    placements pleased pleaser pleasers pleases pleasure podcasts poignant popsicle portfolios
    portions positing positional positioned positioner positioners positive positives positron
    positrons possibles possibly postilion postilions prease pregnancy pregnantly prelease
    prescient presciently presence presentably presentational presentations presented presenter
    presents preservation preset president prevent prevents processor processors professed
    professes profession professors profiled profiler profilers profiles profited projected
    projector projects prospect protect protects protestor prudently quainter quartered quarterly
    quarters quartet quartets quartzes questing questioned questioner questioners rally
    reacquiting reactive realty rearly reassume recarved receipted receiver receivers receives
    recensed receptive recessed recessive rechimed recircuit recircuiting reciting reclined
    recluster recoiled recoined recombed recommence recommenced recommences recommendations
    recommends recompensed recounting recourse recourses recrafting recreating recredit
    recrediting recruited recruiters recruitings recruitments recruits rectally recurved recutting
    rederive rederived redly reefer reelected reely reerected refected refed refel referee
    referees referendum referrals referred referrer refers reflected refly regally reinspected
    rejected relation relieved religions religiously relume renerved renounce renounces repay
    repeated repented replay reprived requiting researched researcher researches reseated resected
    reseized reselected resented reserved resmelted resourced respaced respecced respecter
    respecters respects respelled respend respends resperse respersed respited resplend respoked
    respokes responded respondee responder responds responses responsive respotted restoned
    restones resue resumed resumes resurges retally retrally reversal revision rewriting rifer
    salience salivary salutary sapience satiable saturdays scalarly scienced sciences scienter
    scudding semesters septembers sequester settable sharted sifter sinister sinter sisted
    sistered sisterly sisters sitter skudding sludging smarted smartled smudging snudging spinster
    spudding starched stared starked starred starter starters startled startles starved stated
    statted steadied steadying stimying stodging storying straited straying strident stroying
    stubbing studded studding students studiedly studies studyings stuffing stumping stunning
    stunting sturdier sturring sturted sturting stutting stymying suggester suggesters suggesting
    suggestions suggestive suggests suitably sundae sundays sundry sunray swarted tankful tankfuls
    tanking tanks teachers teaches teachings teathing technical technicians teething tetchier
    tetching thack thacking thacks thane thanes thankings thanksgiving tharving thatcher thatching
    thicking thincking thinging think thinking thinkings thinks thinning thracking thunk thunking
    thunks thursdays thwacking tomorrows topical torching touching tracking tracting traineeships
    tranching trancing trank tranking tranks tranqing tranting trashing treachery trencher
    trenching tropical trunking tuesdays twanging twank twanking twanks twinking twonking
    typically underhand undersaid undersend undersending underspend underspending understaff
    understaffing understandingly understandings understands understate understated understating
    understood ungentle ungently universality urgingly vacantly vagrancies vagrancy valances
    valencies vital vitas vouched vouchered vouchers vouches wafting wailing wailings waining
    wairing waitingly waitings waiving waivings waltzing wander wandering wanderings wanting
    wasting wastings wattling weakened websites wednesdays weekended weekender weekends whisting
    whiteout whiting whitings whorling wildering winder windering wintering witing woking wondered
    wonderingly wonderly wonders worded wording wordings worker workingly workings worlding wormed
    worming worrying worsed worsing worsting worthing writhing writing writings wunnering
    """.split()
)
